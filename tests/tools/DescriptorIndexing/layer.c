// A Vulkan layer for tests. Wine's vkd3d 1.6, which runs Direct3D 12 over Vulkan, takes note of descriptor tables only where the driver has VK_EXT_descriptor_indexing;
// otherwise shaders see garbage, and nothing is said. It does not use what the extension offers. So this layer adds the extension to those of every device, and drops it
// from the request for a device before the driver sees it.

#include <stdlib.h>
#include <string.h>
#include <vulkan/vulkan.h>
#include <vulkan/vk_layer.h>

#define LAYER "VK_LAYER_AUTODIFF_descriptor_indexing"
#define EXTENSION "VK_EXT_descriptor_indexing"

// What is below this layer. One instance and one device are enough for a test.
static VkInstance instance;
static PFN_vkGetInstanceProcAddr next_instance_function;
static PFN_vkGetDeviceProcAddr next_device_function;
static PFN_vkEnumerateDeviceExtensionProperties next_extensions;

static PFN_vkVoidFunction own_function(const char *name);

static VKAPI_ATTR VkResult VKAPI_CALL create_instance(const VkInstanceCreateInfo *info, const VkAllocationCallbacks *allocator, VkInstance *created)
{
    VkLayerInstanceCreateInfo *link = (VkLayerInstanceCreateInfo *)info->pNext;
    while (link && !(link->sType == VK_STRUCTURE_TYPE_LOADER_INSTANCE_CREATE_INFO && link->function == VK_LAYER_LINK_INFO))
        link = (VkLayerInstanceCreateInfo *)link->pNext;
    if (!link)
        return VK_ERROR_INITIALIZATION_FAILED;

    PFN_vkGetInstanceProcAddr next = link->u.pLayerInfo->pfnNextGetInstanceProcAddr;
    link->u.pLayerInfo = link->u.pLayerInfo->pNext;
    VkResult result = ((PFN_vkCreateInstance)next(NULL, "vkCreateInstance"))(info, allocator, created);
    if (result == VK_SUCCESS)
    {
        instance = *created;
        next_instance_function = next;
        next_extensions = (PFN_vkEnumerateDeviceExtensionProperties)next(instance, "vkEnumerateDeviceExtensionProperties");
    }

    return result;
}

static VKAPI_ATTR VkResult VKAPI_CALL enumerate_extensions(VkPhysicalDevice device, const char *layer, uint32_t *count, VkExtensionProperties *properties)
{
    if (layer && strcmp(layer, LAYER) == 0)
    {
        *count = 0;
        return VK_SUCCESS;
    }

    if (layer)
        return next_extensions(device, layer, count, properties);

    uint32_t all = 0;
    VkResult result = next_extensions(device, NULL, &all, NULL);
    if (result < 0)
        return result;

    VkExtensionProperties *found = calloc(all + 1, sizeof *found);
    result = next_extensions(device, NULL, &all, found);
    if (result < 0)
    {
        free(found);
        return result;
    }

    int is_there = 0;
    for (uint32_t i = 0; i < all; i++)
        is_there |= strcmp(found[i].extensionName, EXTENSION) == 0;
    if (!is_there)
    {
        strcpy(found[all].extensionName, EXTENSION);
        found[all++].specVersion = 2;
    }

    // Without room the number is asked for.
    uint32_t copied = properties && *count < all ? *count : all;
    if (properties)
        memcpy(properties, found, copied * sizeof *found);
    *count = copied;
    free(found);
    return copied < all ? VK_INCOMPLETE : VK_SUCCESS;
}

static VKAPI_ATTR VkResult VKAPI_CALL create_device(
    VkPhysicalDevice physical, const VkDeviceCreateInfo *info, const VkAllocationCallbacks *allocator, VkDevice *created)
{
    VkLayerDeviceCreateInfo *link = (VkLayerDeviceCreateInfo *)info->pNext;
    while (link && !(link->sType == VK_STRUCTURE_TYPE_LOADER_DEVICE_CREATE_INFO && link->function == VK_LAYER_LINK_INFO))
        link = (VkLayerDeviceCreateInfo *)link->pNext;
    if (!link)
        return VK_ERROR_INITIALIZATION_FAILED;

    PFN_vkGetInstanceProcAddr next = link->u.pLayerInfo->pfnNextGetInstanceProcAddr;
    next_device_function = link->u.pLayerInfo->pfnNextGetDeviceProcAddr;
    link->u.pLayerInfo = link->u.pLayerInfo->pNext;

    VkDeviceCreateInfo request = *info;
    const char **names = calloc(info->enabledExtensionCount + 1, sizeof *names);
    request.ppEnabledExtensionNames = names;
    request.enabledExtensionCount = 0;
    for (uint32_t i = 0; i < info->enabledExtensionCount; i++)
        if (strcmp(info->ppEnabledExtensionNames[i], EXTENSION) != 0)
            names[request.enabledExtensionCount++] = info->ppEnabledExtensionNames[i];

    VkResult result = ((PFN_vkCreateDevice)next(instance, "vkCreateDevice"))(physical, &request, allocator, created);
    free(names);
    return result;
}

static VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL device_function(VkDevice device, const char *name)
{
    return strcmp(name, "vkGetDeviceProcAddr") == 0 ? (PFN_vkVoidFunction)device_function : next_device_function(device, name);
}

static VKAPI_ATTR PFN_vkVoidFunction VKAPI_CALL instance_function(VkInstance from, const char *name)
{
    PFN_vkVoidFunction own = own_function(name);
    return own ? own : next_instance_function ? next_instance_function(from, name) : NULL;
}

static PFN_vkVoidFunction own_function(const char *name)
{
    if (strcmp(name, "vkGetInstanceProcAddr") == 0)
        return (PFN_vkVoidFunction)instance_function;
    if (strcmp(name, "vkGetDeviceProcAddr") == 0)
        return (PFN_vkVoidFunction)device_function;
    if (strcmp(name, "vkCreateInstance") == 0)
        return (PFN_vkVoidFunction)create_instance;
    if (strcmp(name, "vkCreateDevice") == 0)
        return (PFN_vkVoidFunction)create_device;
    if (strcmp(name, "vkEnumerateDeviceExtensionProperties") == 0)
        return (PFN_vkVoidFunction)enumerate_extensions;
    return NULL;
}

__attribute__((visibility("default"))) VKAPI_ATTR VkResult VKAPI_CALL vkNegotiateLoaderLayerInterfaceVersion(VkNegotiateLayerInterface *interface)
{
    if (interface->loaderLayerInterfaceVersion > 2)
        interface->loaderLayerInterfaceVersion = 2;
    interface->pfnGetInstanceProcAddr = instance_function;
    interface->pfnGetDeviceProcAddr = device_function;
    interface->pfnGetPhysicalDeviceProcAddr = NULL;
    return VK_SUCCESS;
}
